module Main where

import Web.Scotty

main :: IO ()
main = scotty 3000 $ do
  get "/health" $ text "ok"
  post "/orders" placeOrder
  delete (capture "/orders/:id") $ do
    remove
  matchAny "/any" anything
  get (regex "^/x/[0-9]+$") found
  -- get "/hidden" hidden
