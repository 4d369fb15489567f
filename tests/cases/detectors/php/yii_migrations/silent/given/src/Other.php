<?php

class Other
{
    // yii\db\Migration
    public function run($schema)
    {
        $schema->createTable('x', []);
    }
}
