package Client;
use Mojo::UserAgent;
sub fetch { my $self = shift; $self->ua->get('/orders')->result }
1;
