<?php

class Report
{
    public function down()
    {
        Schema::drop('orders');
    }

    public function rows()
    {
        return DB::table('orders')->create(['x' => 1]);
    }
}
