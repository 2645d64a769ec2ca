package io.penumbra.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who may sign in with a password. */
record Users(Map<String, User> byName) {
    Users {
        byName = Map.copyOf(byName);
    }

    /**
     * The users of a file's text: one a line. Empty lines and those that begin with {@code #} count for nothing.
     *
     * @throws IllegalArgumentException if a line is wrong; the message has its number
     */
    static Users of(String text) {
        var users = new LinkedHashMap<String, User>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                User user = User.of(line);
                if (users.put(user.name(), user) != null) {
                    throw new IllegalArgumentException("the name '" + user.name() + "' comes twice");
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
            }
        }
        if (users.isEmpty()) {
            throw new IllegalArgumentException("there is no user, expected a line NAME:HASH:ROLE,ROLE");
        }
        return new Users(users);
    }

    Optional<User> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
