module Model where

import Database.Persist.TH

share [mkPersist sqlSettings, mkMigrate "migrateAll"] [persistLowerCase|
Customer sql=clients
    email Text
    nickName Text Maybe
    UniqueEmail email
    deriving Show
ShopOrder json
    Id UUID
    customerId CustomerId OnDeleteCascade
    total Rational
    placedAt UTCTime sql=placed
Line
    order ShopOrderId
    number Int
    Primary order number
|]
