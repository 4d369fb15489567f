package Shop;
use Mojo::Base 'Mojolicious', -signatures;

sub startup ($self) {
  my $r = $self->routes;
  $r->get('/')->to('home#index');
  my $orders = $r->any('/orders/<order_id:num>')->to('order#');
  $orders->get('/')->to('#show');
  $orders->any([qw(PUT PATCH)] => '/lines/*path')->to('#change');
  $r->under('/admin' => sub ($c) { 1 })->delete('/cache')->to('admin#clear');
  $self->ua->get('/elsewhere');
}

1;
