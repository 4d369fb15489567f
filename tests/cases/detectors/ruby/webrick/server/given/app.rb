require "webrick"

class Orders < WEBrick::HTTPServlet::AbstractServlet
  def do_GET(request, response)
  end

  def do_POST(request, response)
  end
end

server = WEBrick::HTTPServer.new(Port: 8000)
server.mount_proc("/health") { |_, response| response.body = "ok" }
server.mount_proc "/note" do |request, response|
  response.status = 405 unless request.request_method == "PUT"
end
server.mount "/orders", Orders
server.mount "/files", WEBrick::HTTPServlet::FileHandler, "."
