<?php

namespace app\modules\api;

use yii\rest\UrlRule;

class Module extends \yii\base\Module
{
    public function bootstrap($app)
    {
        $app->getUrlManager()->addRules([
            [
                'class' => UrlRule::class,
                'prefix' => $this->id,
                'controller' => ['users' => $this->id . '/auth'],
                'except' => ['delete', 'view', 'update'],
                'extraPatterns' => ['POST login' => 'login', 'OPTIONS login' => 'options'],
            ],
        ]);
    }
}
