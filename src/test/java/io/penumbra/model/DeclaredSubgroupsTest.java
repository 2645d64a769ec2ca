package io.penumbra.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredSubgroupsTest {
    @Test
    void attributesListTheirValues() {
        assertThat(DeclaredSubgroups.read("{sex: [female, male], age: [young, old]}"))
                .isEqualTo(Map.of("sex", List.of("female", "male"), "age", List.of("young", "old")));
        assertThat(DeclaredSubgroups.read(" {Smiling: [\"yes\", 'no']} "))
                .isEqualTo(Map.of("Smiling", List.of("yes", "no")));
        assertThat(DeclaredSubgroups.read("{\" sex\": [\"m\\u00a0\", \"ma\\u0308nnlich\"]}"))
                .isEqualTo(Map.of("sex", List.of("m", "m\u00e4nnlich")));
    }

    @Test
    void attributesMayStandAlone() {
        Map<String, List<String>> alone = Map.of("sex", List.of(), "age", List.of());
        for (String text : List.of("[sex, age]", "sex,age", "sex, age", " age , sex ")) {
            assertThat(DeclaredSubgroups.read(text)).as(text).isEqualTo(alone);
        }
        assertThat(DeclaredSubgroups.read("[]")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a=b | 'a=b', expected a word without '='",
                "sex=female,male | 'sex=female', expected a word without '='",
                "sex: [female, male] | an attribute of subgroups is {\"sex\":[\"female\",\"male\"]}, expected text",
                "{sex: female} | subgroups has for sex \"female\", expected a list of its values",
                "{sex: []} | subgroups has for sex [], expected a list of its values",
                "{sex: } | subgroups has for sex null, expected a list of its values",
                "{sex: [female, female]} | subgroups lists the value 'female' of sex twice",
                "{sex: [female, ' female']} | subgroups lists the value 'female' of sex twice",
                "{sex: [female, male] | expected attributes with their values such as",
                "{sex: [a], sex: [b]} | expected attributes with their values such as",
                "{sex: [a], ' sex': [b]} | has the attribute 'sex' twice",
                "sex,sex | has the attribute 'sex' twice",
                "{age: [20, 30]} | a value of age is 20, expected text: write '20'",
                "{smiling: [true]} | a value of smiling is true, expected text: write 'true'",
                "[a,b,c,d,e,f,g,h,i] | subgroups has 9 attributes, expected at most 8",
                "sex,, | subgroups is 'sex,,', expected attributes with their values such as",
                "{'': [a]} | an attribute of subgroups is '', expected a word",
                "{sex: ['a,b']} | a value of sex is 'a,b', expected a word without ','",
            })
    void whatIsMalformedIsToldInOneSentence(String text, String told) {
        assertThatThrownBy(() -> DeclaredSubgroups.read(text.replace("\"\"", "\"")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told.strip())
                .message()
                .doesNotContain("\n");
    }
}
