package Shop::Controller::Order;
use Moose;
BEGIN { extends 'Catalyst::Controller::REST' }

sub list :Local :GET { }
sub base :Chained('/') :PathPart('order') :CaptureArgs(1) { }
sub show :Chained('base') :PathPart('') :Args(0) { }
sub cancel :Chained('base') :Args(0) :POST { }
sub item :Path('item') :Args(1) :ActionClass('REST') { }
sub item_GET { }
sub item_DELETE { }
1;
