package shop;

@Controller
class PageController {
  @RequestMapping(value = "/home", method = {RequestMethod.GET, RequestMethod.HEAD})
  String home() {
    return "home";
  }

  @GetMapping("/count")
  @ResponseBody
  String count(Model model) {
    return "1";
  }
}
