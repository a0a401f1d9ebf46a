using System.Xml;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>Durations lie on the five-minute grid on which sessions are placed.</summary>
internal static class DurationCheck
{
    public static readonly TimeSpan Grid = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static IEnumerable<Finding> Run(Network network) =>
        [
            .. network.Services.SelectMany(OfService),
            .. network.Hubs.SelectMany(h => h.Rooms).SelectMany(OfRoom),
            .. network.MinimumRest is { } rest ? OnGrid(network, "minimumRest", rest) : [],
            .. network.Travel.SelectMany(t => OnGrid(t, "time", t.Time)),
            .. network.Clinicians.SelectMany(c =>
                OnGrid(c, "dailyMaximum", c.DailyMaximum, isNeeded: true)
            ),
            .. network.Clinics.SelectMany(c =>
                OnGrid(c, "length", c.Length, isNeeded: true)
                    .Concat(OnGrid(c, "startEvery", c.StartEvery, isNeeded: true))
            ),
        ];

    private static IEnumerable<Finding> OfService(Service s) =>
        [
            .. OnGrid(s, "slotLength", s.SlotLength, isNeeded: true),
            .. OnGrid(s, "turnaroundBefore", s.TurnaroundBefore),
            .. OnGrid(s, "turnaroundAfter", s.TurnaroundAfter),
            .. OnGrid(s, "breakAfter", s.BreakAfter),
            .. OnGrid(s, "breakLength", s.BreakLength),
            .. OnGrid(s, "sessionLength", s.SessionLength, isNeeded: true),
            .. s.SessionLength < s.SlotLength
                ?
                [
                    new Finding(
                        s,
                        "sessionLength",
                        Text(s.SessionLength),
                        $"'{Text(s.SessionLength)}' is too short for one slot of '{Text(s.SlotLength)}'"
                    ),
                ]
                : Array.Empty<Finding>(),
        ];

    private static IEnumerable<Finding> OfRoom(Room r) =>
        [
            .. OnGrid(r, "turnaroundBefore", r.TurnaroundBefore),
            .. OnGrid(r, "turnaroundAfter", r.TurnaroundAfter),
        ];

    private static IEnumerable<Finding> OnGrid(
        object subject,
        string property,
        TimeSpan time,
        bool isNeeded = false
    )
    {
        if (time < TimeSpan.Zero || time >= Day || (isNeeded && time == TimeSpan.Zero))
            yield return new Finding(
                subject,
                property,
                Text(time),
                $"'{Text(time)}' must be {(isNeeded ? "more than nothing" : "nothing or more")} and less than a day"
            );
        else if (time.Ticks % Grid.Ticks != 0)
            yield return new Finding(
                subject,
                property,
                Text(time),
                $"'{Text(time)}' is not a multiple of five minutes"
            );
    }

    public static string Text(TimeSpan time) => XmlConvert.ToString(time);
}
