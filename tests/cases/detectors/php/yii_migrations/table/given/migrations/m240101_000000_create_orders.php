<?php

use yii\db\Migration;

class m240101_000000_create_orders extends Migration
{
    public function safeUp()
    {
        $this->createTable('{{%orders}}', [
            'id' => $this->primaryKey(),
            'number' => $this->string(40)->notNull()->unique(),
            'note' => 'text NOT NULL',
            'user_id' => $this->integer()->defaultValue(0),
        ]);
        $this->createIndex('idx_user', '{{%orders}}', 'user_id, number', true);
        $this->addForeignKey('fk', '{{%orders}}', 'user_id', '{{%user}}', 'id', 'CASCADE');
        $this->addColumn('user', 'age', $this->smallInteger());
        $this->dropTable($this->name());
    }

    public function safeDown()
    {
        $this->dropTable('{{%orders}}');
    }
}
