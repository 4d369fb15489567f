(ns shop.db)

(defn populate [db auto-key]
  (jdbc/execute-one! db ["create table lines (id integer primary key, total integer)"])
  (jdbc/execute-one! db [(str "create table carts (id integer " auto-key ", name varchar(32))")]))
