<?php

class Shop
{
    public function run($query)
    {
        $query->addSql('CREATE TABLE x (id INT)');
    }
}
