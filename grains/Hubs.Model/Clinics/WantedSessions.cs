using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>Turns the clinics' repeating wishes into the sessions wanted in one week.</summary>
public static class WantedSessions
{
    /// <summary>
    /// What every clinic wants in the week, in the clinics' order. A clinic with a recurrence gets one session per date, numbered by
    /// weekday (1 is Monday), so that leaving out one date renames no other; a counted clinic gets numbers 1 to n.
    /// Sessions that closures make impossible are among them, with <see cref="WantedSession.Closure"/> saying why: those dated on a closed
    /// day, and of a counted clinic the share of the weekdays it may use that is closed, rounded down (6 a week, one of five days shut: 1).
    /// </summary>
    /// <exception cref="ArgumentException">A clinic fails <see cref="Faults"/>.</exception>
    public static ImmutableArray<WantedSession> In(IsoWeek week, Network network)
    {
        var hubs = network.Hubs.ToDictionary(hub => hub.Id);
        return
        [
            .. network.Clinics.SelectMany(clinic =>
            {
                ImmutableArray<Hub> places =
                [
                    .. clinic.Hubs.Where(hubs.ContainsKey).Select(id => hubs[id]),
                ];
                return clinic.Recurrence is null
                    ? Counted(clinic, week, places)
                    : Dated(clinic, week, places);
            }),
        ];
    }

    /// <summary>What is wrong with when the clinic repeats, each with what would be right; empty when nothing is.</summary>
    public static ImmutableArray<string> Faults(Clinic clinic)
    {
        if (clinic.Recurrence is not { } text)
            return clinic.SessionsPerWeek > 0
                ? []
                :
                [
                    "it says neither when nor how often: give recurrence, or sessionsPerWeek of 1 or more",
                ];
        _ = RecurrenceRule.TryParse(text, out _, out var faults);
        if (clinic.StartsOn is null)
            faults = faults.Add("a recurrence needs startsOn, the date it is counted from");
        if (clinic.SessionsPerWeek > 0)
            faults = faults.Add(
                "recurrence and sessionsPerWeek cannot both be given; leave one out"
            );
        return faults;
    }

    private static IEnumerable<WantedSession> Counted(
        Clinic clinic,
        IsoWeek week,
        ImmutableArray<Hub> places
    )
    {
        if (clinic.StartsOn > week.Sunday)
            return [];
        var usual = week.Days.Where(day => MayRunOn(clinic, day, places)).ToArray();
        var closures = usual.Select(day => ClosureOn(day, places)).OfType<Closure>().ToArray();
        var wanted = Math.Max(0, clinic.SessionsPerWeek);
        var open =
            closures.Length == 0
                ? wanted
                : (wanted * (usual.Length - closures.Length) + usual.Length - 1) / usual.Length;
        return Enumerable
            .Range(1, wanted)
            .Select(number =>
                Wanted(clinic, week, number, null, number > open ? closures[0] : null)
            );
    }

    private static bool MayRunOn(Clinic clinic, DateOnly date, ImmutableArray<Hub> places) =>
        (clinic.Allowed.IsEmpty || clinic.Allowed.Any(window => window.Day == date.DayOfWeek))
        && places.Any(hub => hub.Hours.Any(hours => hours.Day == date.DayOfWeek));

    private static IEnumerable<WantedSession> Dated(
        Clinic clinic,
        IsoWeek week,
        ImmutableArray<Hub> places
    )
    {
        if (
            clinic.StartsOn is not { } start
            || !RecurrenceRule.TryParse(clinic.Recurrence, out var rule, out _)
        )
            throw new ArgumentException(
                $"Clinic {clinic.Id}, recurrence '{clinic.Recurrence}': {string.Join("; ", Faults(clinic))}"
            );
        return rule.Dates(start, week.Monday, week.Sunday)
            .Where(date => !clinic.ExceptDates.Contains(date))
            .Select(date =>
                Wanted(
                    clinic,
                    week,
                    date.DayNumber - week.Monday.DayNumber + 1,
                    date,
                    ClosureOn(date, places)
                )
            );
    }

    private static WantedSession Wanted(
        Clinic clinic,
        IsoWeek week,
        int number,
        DateOnly? on,
        Closure? closure
    ) => new(new SessionId($"{clinic.Id}.{week}.{number}"), clinic.Id, on) { Closure = closure };

    /// <summary>A closure only when every hub that would do is shut that day.</summary>
    private static Closure? ClosureOn(DateOnly date, ImmutableArray<Hub> places)
    {
        Closure? found = null;
        foreach (var hub in places)
        {
            if (hub.Closures.FirstOrDefault(closure => closure.Covers(date)) is not { } closure)
                return null;
            found ??= closure;
        }
        return found;
    }
}
