<?php

class ChangeOrders extends Migration
{
    public function up()
    {
        Schema::table('orders', function ($table) {
            $table->string('number', 80)->nullable()->change();
            $table->renameColumn('total', 'amount');
            $table->dropColumn(['source_id', 'source_type']);
            $table->dropUnique(['number']);
            if (true) {
                $table->text('note')->nullable();
            }
        });
        Schema::rename('order_lines', 'lines');
        Schema::dropIfExists('carts');
        DB::statement('ALTER TABLE orders ADD COLUMN weight integer');
        Schema::table($this->name(), function ($table) {
            $table->text('x');
        });
    }
}
