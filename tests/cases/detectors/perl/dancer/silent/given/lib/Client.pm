package Client;
# Dancer is not used here
use HTTP::Tiny;
sub fetch { HTTP::Tiny->new->get('/orders') }
1;
