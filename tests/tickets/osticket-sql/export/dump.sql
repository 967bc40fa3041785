-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `ost_organization`;
CREATE TABLE `ost_organization` (
  `id` int(11) unsigned NOT NULL AUTO_INCREMENT,
  `name` varchar(128) NOT NULL DEFAULT '',
  `domain` varchar(256) NOT NULL DEFAULT 'a;b,)',
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
LOCK TABLES `ost_organization` WRITE;
INSERT INTO `ost_organization` VALUES (1,'Oberhuber Druck','oberhuber.example');
UNLOCK TABLES;
INSERT INTO `ost_staff` (`staff_id`, `username`, `firstname`, `lastname`, `email`) VALUES (2,'tom','Tom','Agent','tom@acme.example');
CREATE TABLE `ost_thread` (`id` int(11), `object_id` int(11), `object_type` char(1), PRIMARY KEY (`id`), KEY `o` (`object_id`,`object_type`));
INSERT INTO `ost_thread` VALUES (10,1,'T'),(11,5,'A'),(12,1,'C');
CREATE TABLE `ost_thread_entry` (
  `id` int(11) unsigned NOT NULL, `thread_id` int(11), `staff_id` int(11), `user_id` int(11), `type` char(1),
  `flags` int(11), `poster` varchar(128) COMMENT 'it\'s (a) name;', `title` varchar(255), `body` text,
  `format` varchar(16), `ip_address` varchar(64), `created` datetime, PRIMARY KEY (`id`));
INSERT INTO `ost_thread_entry` VALUES
(1,10,0,7,'M',65,'Marlis Oberhuber','Printer','QUESTION1 it\'s; (a) \"test\"\nline','text','203.0.113.9','2025-03-01 08:00:00'),
(2,10,2,0,'R',64,'Tom Agent','','<p>ANSWER1 it''s</p>','html','203.0.113.9','2025-03-01 09:00:00'),
(3,10,2,0,'N',64,'Tom Agent','CANARY','CANARY','html','','2025-03-01 09:01:00'),
(4,10,2,0,'R',68,'Tom Agent','','CANARY first wording','html','','2025-03-01 09:02:00'),
(5,10,2,0,'X',0,'Tom Agent','','CANARY','html','','2025-03-01 09:03:00'),
(6,11,2,0,'R',0,'Tom Agent','','CANARY of a task','html','','2025-03-01 09:04:00'),
(7,10,0,7,'M',0,NULL,NULL,0x5448495244310a,'text','','2025-03-01 09:05:00'),
(8,10,0,7,'M',0,'Marlis Oberhuber','','x\'); INSERT INTO `ost_thread_entry` VALUES (9,10,2,0,\'R\',0,\'\',\'\',\'FORGED\',\'text\',\'\',\'2025-03-01 09:06:00\');','text','','2025-03-01 09:06:00');
CREATE TABLE `ost_ticket` (`ticket_id` int(11), `ticket_pid` int(11), `number` varchar(20),
  `status_id` int(10), `closed` datetime, `lastupdate` datetime, `created` datetime NOT NULL, PRIMARY KEY (`ticket_id`));
INSERT INTO `ost_ticket` VALUES (1,NULL,'482910',3,'2025-03-02 08:00:00','2025-03-02 08:00:00','2025-03-01 08:00:00');
CREATE TABLE `ost_ticket__cdata` (`ticket_id` int(11), `subject` mediumtext, `priority` mediumtext);
INSERT INTO `ost_ticket__cdata` VALUES (1,'Printer','2');
CREATE TABLE `ost_user` (`id` int(10), `org_id` int(10), `name` varchar(128));
INSERT INTO `ost_user` VALUES (7,1,'Marlis Oberhuber'),(8,1,'Quirin Beisitzer');
INSERT INTO `ost_user_email` (`id`,`user_id`,`address`) VALUES (1,7,'marlis@kunde.example');
-- Dump completed on 2025-03-03
