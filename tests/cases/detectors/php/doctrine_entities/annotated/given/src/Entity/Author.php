<?php

namespace App\Entity;

use Doctrine\ORM\Mapping as ORM;

/**
 * @ORM\Entity
 * @ORM\Table(name="authors", uniqueConstraints={@ORM\UniqueConstraint(name="u", columns={"email"})})
 */
class Author
{
    /**
     * @ORM\Id
     * @ORM\Column(type="uuid")
     */
    private $id;

    /**
     * @ORM\Column(name="mail", type="string", length=80, nullable=true)
     */
    private $email;

    /**
     * @ORM\OneToOne(targetEntity="App\Entity\Account")
     * @ORM\JoinColumn(name="account", referencedColumnName="id")
     */
    private $account;
}
