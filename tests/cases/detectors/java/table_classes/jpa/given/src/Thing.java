package app;

import jakarta.persistence.*;

@Entity
@Table(name = "things")
public class Thing {
    @Id
    private Long id;
}
