<?php

class Table
{
    // AbstractMigration
    public function change($x)
    {
        $x->table('a')->addColumn('b', 'string')->create();
    }
}
