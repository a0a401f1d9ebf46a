namespace Hubs.Allocation;

/// <summary>The clinic may be at other times or on another day, or a hub opens longer.</summary>
internal static class TimesGiveWay
{
    public static IEnumerable<Concession> For(PossibleRelaxations what) =>
        [.. OwnTimes(what), .. OtherDay(what), .. LongerHours(what)];

    private static IEnumerable<Concession> OwnTimes(PossibleRelaxations what)
    {
        if (!what.Clinic.Allowed.IsEmpty)
            yield return new Concession(
                AllowedTimes.Id,
                $"Let {what.Clinic.Name} start an hour earlier or end an hour later",
                3,
                week =>
                    week.With(
                        what.Clinic.Id,
                        c =>
                            c with
                            {
                                Allowed = c.Allowed.Change(
                                    _ => true,
                                    w => w with { Window = w.Window.AnHourMore() }
                                ),
                            }
                    )
            );
    }

    private static IEnumerable<Concession> OtherDay(PossibleRelaxations what)
    {
        if (what.Wish.On is not null)
            yield return new Concession(
                AllowedTimes.Id,
                $"Let this session of {what.Clinic.Name} be on another day of the week",
                4,
                week =>
                    (
                        week with
                        {
                            Wanted = week.Wanted.Change(
                                wanted => wanted.Id == what.Wish.Id,
                                wanted => wanted with { On = null, Closure = null }
                            ),
                        }
                    ).With(
                        what.Clinic.Id,
                        c =>
                            c with
                            {
                                Allowed =
                                [
                                    .. from window in c.Allowed.Select(a => a.Window).Distinct()
                                    from date in week.Week.Days
                                    select new Hubs.Model.WeeklyWindow(date.DayOfWeek, window),
                                ],
                            }
                    )
            );
    }

    private static IEnumerable<Concession> LongerHours(PossibleRelaxations what) =>
        from hub in what.Hubs
        from date in what.Days
        where !hub.OpenOn(date).IsEmpty
        select new Concession(
            RoomOpen.Id,
            $"Open {hub.Name} an hour longer on {PossibleRelaxations.Day(date)}, before or after",
            7,
            week =>
                week.With(
                    hub.Id,
                    h =>
                        h with
                        {
                            Hours = h.Hours.Change(
                                w => w.Day == date.DayOfWeek,
                                w => w with { Window = w.Window.AnHourMore() }
                            ),
                        }
                )
        );
}
