package Shop::Controller::Line;
use Moose;
BEGIN { extends 'Catalyst::Controller' }

sub lines :Chained('/order/base') :PathPart :Args(0) { }
1;
