module Api.Orders where

import Servant

type OrderApi = ReqBody '[JSON] Order :> PostCreated '[JSON] Order
