<?php

use Phinx\Migration\AbstractMigration;

final class CreateOrders extends AbstractMigration
{
    public function change(): void
    {
        $table = $this->table('orders', ['id' => 'order_id']);
        $table->addColumn('number', 'string', ['limit' => 40, 'null' => false])
            ->addColumn('user_id', 'integer', ['null' => true])
            ->addTimestamps()
            ->addIndex(['number'], ['unique' => true])
            ->addForeignKey('user_id', 'users', 'id', ['delete' => 'SET_NULL'])
            ->create();
        $this->table('users')->removeColumn('age')->renameColumn('mail', 'email')->save();
    }

    public function down(): void
    {
        $this->table('orders')->drop()->save();
    }
}
