-- MySQL dump 10.13  Distrib 8.0, for Linux (x86_64)
CREATE TABLE `items` (
  `id` int NOT NULL,
  PRIMARY KEY (`id`)
);
