use Mojo::UserAgent;
# no Mojolicious::Lite here
my $ua = Mojo::UserAgent->new;
$ua->get('/orders');
