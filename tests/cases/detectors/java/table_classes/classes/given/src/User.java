package app;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.*;

@Table("app_users")
public record User(@Id Long id, @NotNull String fullName, @Column("mail") String email, List<Role> roles) {
}
