"""Takes out of the register what is known of a household or a person, beyond recovery; what can be counted stays."""
