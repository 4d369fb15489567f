use Mojolicious::Lite -signatures;

get '/' => sub ($c) { $c->render(text => 'shop') };
any ['GET', 'POST'] => '/search' => sub ($c) { ... };
# get '/commented' => sub { };

group {
  under '/admin' => sub ($c) { 1 };
  del '/orders/:id' => sub ($c) { ... };
};

app->start;
__END__
get '/documented' => sub { };
