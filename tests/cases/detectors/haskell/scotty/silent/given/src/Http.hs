module Http where

import Network.Wreq

-- Scotty's get is another one
fetch = get "http://localhost/orders"
