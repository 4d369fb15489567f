package Shop;
use Dancer2;

prefix '/api' => sub {
    get '/orders/:id' => sub { ... };
    any ['put', 'patch'] => '/orders/:id' => sub { ... };
};
prefix undef;
post '/login' => sub { ... };

1;
