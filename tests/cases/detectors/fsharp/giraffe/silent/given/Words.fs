// the way of a packet
let route = [ "/a"; "/b" ]
