"""Groups, not chains."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from amparo.finding.linkage.clusters import cluster


def sets(found):
    groups = {}
    for record, group in found.items():
        groups.setdefault(group, set()).add(record)
    return sorted(sorted(group) for group in groups.values())


def whole(records, weight):
    return [(a, b, weight) for a in records for b in records if a < b]


def test_two_records_with_a_strong_link_are_one():
    assert sets(cluster([(1, 2, 3.0)])) == [[1, 2]]


def test_two_records_under_the_threshold_stay_two():
    assert sets(cluster([(1, 2, -0.1)])) == [[1], [2]]


def test_a_weak_link_does_not_join_two_strong_groups():
    links = [*whole([1, 2, 3], 9.0), *whole([4, 5, 6], 9.0), (3, 4, 0.5)]
    assert sets(cluster(links)) == [[1, 2, 3], [4, 5, 6]]


def test_a_chain_is_cut():
    links = [(1, 2, 6.0), (2, 3, 0.2), (3, 4, 6.0)]
    assert sets(cluster(links)) == [[1, 2], [3, 4]]


def test_a_group_of_many_strong_links_is_one():
    assert sets(cluster(whole(list(range(20)), 4.0))) == [list(range(20))]


links = st.dictionaries(
    st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda it: it[0] < it[1]),
    st.integers(-80, 80).map(lambda it: it / 7),
    max_size=40,
)


@given(links, st.randoms(use_true_random=False))
def test_the_order_of_the_links_changes_nothing(found, chance: Random):
    listed = [(a, b, weight) for (a, b), weight in sorted(found.items())]
    shuffled = listed[:]
    chance.shuffle(shuffled)
    assert cluster(listed) == cluster(shuffled)


@given(links)
def test_every_group_hangs_together_by_links_that_speak_for_it(found):
    groups = cluster([(a, b, weight) for (a, b), weight in found.items()])
    for group in sets(groups):
        reached, open_ = {group[0]}, [group[0]]
        while open_:
            one = open_.pop()
            for (a, b), weight in found.items():
                if weight >= 0 and one in (a, b):
                    other = b if one == a else a
                    if other in group and other not in reached:
                        reached.add(other)
                        open_.append(other)
        assert reached == set(group)
