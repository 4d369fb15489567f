DROP TABLE IF EXISTS `notes`;
CREATE TABLE `notes` (`id` int unsigned AUTO_INCREMENT PRIMARY KEY, `done` tinyint(1)) ENGINE=InnoDB;
