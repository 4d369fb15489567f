package shop;

@Documented("http://stock/manual")
class Plain {
    void keep() {
        map.put("restTemplate", "no address");
    }
}
