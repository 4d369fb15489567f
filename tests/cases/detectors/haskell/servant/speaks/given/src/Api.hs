{-# LANGUAGE DataKinds #-}
module Api where

import Api.Orders (OrderApi)
import Servant

-- | "hidden" :> Get '[JSON] () is only a comment
type Api =
  "health" :> GetNoContent
    :<|> "api" :> ("products" :> ProductApi :<|> AuthProtect "jwt" :> "orders" :> OrderApi)
    :<|> Raw

type ProductApi =
  QueryParam "q" Text :> Get '[JSON] [Product]
    :<|> Capture "id" Int :> (Get '[JSON] Product :<|> Verb 'PUT 200 '[JSON] Product)

data Users mode = Users
  { list :: mode :- "users" :> Get '[JSON] [User],
    remove :: mode :- "users" :> Capture' '[Required] "user_id" Int :> DeleteNoContent
  }

type Whole = Api :<|> NamedRoutes Users
