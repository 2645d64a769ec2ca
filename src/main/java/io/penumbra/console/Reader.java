package io.penumbra.console;

import io.penumbra.access.Role;
import io.penumbra.access.Visitor;
import java.util.Optional;

/**
 * Who reads a page.
 *
 * @param open whether nobody signs in and everybody may do everything
 * @param name of who has signed in
 * @param pictures whether they may see pictures and label them
 * @param operator whether they may change what drift is compared with
 * @param formToken what each form of the page sends back
 */
record Reader(boolean open, Optional<String> name, boolean pictures, boolean operator, String formToken) {
    static Reader of(Visitor visitor) {
        return new Reader(
                visitor.open(),
                visitor.name(),
                visitor.may(Role.AUDITOR),
                visitor.may(Role.OPERATOR),
                visitor.formToken());
    }
}
