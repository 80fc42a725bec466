package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.junit.jupiter.api.Test;

class ObjectsTest {
    private record House(double area, String street, String state) {}

    private static final Feature<House> AREA = Feature.numeric("area", House::area);
    private static final Feature<House> STREET = Feature.categorical("street", House::street);
    private static final Feature<House> STATE = Feature.label("state", House::state);

    @Test
    void featuresBecomeColumnsAndTheLabelDoesNot() {
        var houses = List.of(new House(90.5, "Oak", "sold"), new House(120, "Elm", "free"));
        Samples samples = Samples.of(houses, AREA, STATE, STREET);
        assertThat(samples.schema())
                .isEqualTo(Schema.table(
                        List.of(Column.numeric("area"), Column.categorical("street", List.of("Elm", "Oak")))));
        assertThat(samples.row(0)).containsExactly(90.5f, 1);
        assertThat(samples.row(1)).containsExactly(120, 0);
        assertThat(samples.labelName()).contains("state");
        assertThat(samples.label(0)).isEqualTo("sold");
    }

    @Test
    void badValuesAreNamedWithTheirPlace() {
        refused("objects, row 1, column 'street': the value is null", new House(1, null, "free"));
        refused("objects, row 1, column 'state': the value is null", new House(1, "Elm", null));
        refused(
                "objects, row 1, column 'area': 'NaN' is infinite, undefined or beyond ±3.4e38",
                new House(Double.NaN, "Elm", "free"));
        refused(
                "objects, row 1, column 'area': '1.0E39' is infinite, undefined or beyond ±3.4e38",
                new House(1e39, "Elm", "free"));
    }

    private static void refused(String message, House second) {
        var houses = List.of(new House(90.5, "Oak", "sold"), second);
        assertThatThrownBy(() -> Samples.of(houses, AREA, STREET, STATE))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(message);
    }

    @Test
    void nothingIsNoData() {
        assertThatThrownBy(() -> Samples.of(List.<House>of(), AREA))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("objects has no rows");
        assertThatThrownBy(() -> Samples.of(List.of(new House(1, "Elm", "free")), STATE))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("a table needs at least one feature column, found none");
        assertThatThrownBy(() -> Samples.of(
                        List.of(new House(1, "Elm", "free")), STATE, AREA, Feature.label("b", House::street)))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("objects: two labels, 'state' and 'b'; keep one");
    }
}
