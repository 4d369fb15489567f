package shop;

public class WebSecurity extends WebSecurityConfigurerAdapter {
  @Override
  protected void configure(HttpSecurity http) throws Exception {
    http.antMatcher("/shop/**")
        .csrf().disable()
        .authorizeRequests()
        .antMatchers("/shop/public/**").permitAll()
        .antMatchers(HttpMethod.POST, "/shop/orders").hasAnyRole("USER", "ADMIN")
        .anyRequest().authenticated()
        .and().httpBasic()
        .and().formLogin().disable();
  }
}
