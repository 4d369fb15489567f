module Client where

-- a :> b is an operator of our own here
(:>) = undefined
