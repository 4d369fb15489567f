package shop;

@Configuration
public class SecurityConfig {
  static final String API = "/api";

  @Bean
  SecurityFilterChain api(HttpSecurity http) throws Exception {
    return http
        .csrf(AbstractHttpConfigurer::disable)
        .cors(Customizer.withDefaults())
        .authorizeHttpRequests(auth -> auth
            .requestMatchers(HttpMethod.GET, API + "/products/**").permitAll()
            .requestMatchers(API + "/admin/**", "/actuator").hasRole("ADMIN")
            .requestMatchers(new AntPathRequestMatcher("/login", "POST")).permitAll()
            .requestMatchers(computed()).denyAll()
            .anyRequest().authenticated())
        .oauth2ResourceServer(oauth -> oauth.jwt(Customizer.withDefaults()))
        .addFilterBefore(new JwtAuthFilter(tokens), UsernamePasswordAuthenticationFilter.class)
        .build();
  }
}
