package io.penumbra.access;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A line of the file of users, {@code NAME:HASH:ROLE,ROLE}.
 *
 * @param hash of the password, by bcrypt, as {@code htpasswd -B} writes it
 */
record User(String name, String hash, Set<String> roles) {
    /** Names stand in logs and pages, so they are short and without blanks. */
    static final Pattern NAME = Pattern.compile("[^:\\s\\p{Cntrl}]{1,100}");

    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");

    User {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name is '" + name + "', expected 1 to 100 letters without blanks");
        }
        if (!BCRYPT.matcher(hash).matches()) {
            throw new IllegalArgumentException("the password of '" + name
                    + "' is not hashed by bcrypt, expected such as $2y$10$… of cost 4 to 16");
        }
        roles = Set.copyOf(roles);
        if (roles.isEmpty() || !Role.OF_PEOPLE.containsAll(roles)) {
            throw new IllegalArgumentException("the roles of '" + name + "' are " + new TreeSet<>(roles)
                    + ", expected one or more of " + Role.OF_PEOPLE);
        }
    }

    /** @throws IllegalArgumentException if the line is wrong; the message says how */
    static User of(String line) {
        String[] parts = line.strip().split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "the line has " + parts.length + " parts between colons, expected NAME:HASH:ROLE,ROLE");
        }
        return new User(parts[0], parts[1], Set.of(parts[2].strip().split("\\s*,\\s*")));
    }

    String line() {
        return name + ":" + hash + ":" + String.join(",", new TreeSet<>(roles));
    }

    @Override
    public String toString() {
        return name + " " + new TreeSet<>(roles);
    }
}
