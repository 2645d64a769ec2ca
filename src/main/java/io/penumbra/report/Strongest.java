package io.penumbra.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the largest few of many elements; of equal ones those that came first. Used by one thread. */
public final class Strongest<T> {
    private record Place<T>(T thing, long number) {}

    private final int most;
    private final PriorityQueue<Place<T>> places;
    private final Comparator<Place<T>> order;
    private long number;

    /** @param most the number of elements to keep, at least 1 */
    public Strongest(int most, Comparator<? super T> order) {
        if (most < 1) {
            throw new IllegalArgumentException("the number of elements to keep is " + most + ", expected at least 1");
        }
        this.most = most;
        this.order = Comparator.<Place<T>, T>comparing(Place::thing, order)
                .thenComparing(Place::number, Comparator.reverseOrder());
        this.places = new PriorityQueue<>(this.order);
    }

    public void add(T thing) {
        places.add(new Place<>(thing, number++));
        if (places.size() > most) {
            places.remove();
        }
    }

    /** The kept elements, the largest first. */
    public List<T> descending() {
        var sorted = new ArrayList<>(places);
        sorted.sort(order.reversed());
        return sorted.stream().map(Place::thing).toList();
    }
}
