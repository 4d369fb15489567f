(ns shop.core)
