using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>Weekly hours do not overlap, keep to the five-minute grid, and rooms are open only when their hub is.</summary>
internal static class HoursCheck
{
    public static IEnumerable<Finding> Run(Network network, NetworkIndex index) =>
        [
            .. network.Hubs.SelectMany(OfHub),
            .. network.Clinicians.SelectMany(c => Sound(c, "availability", c.Availability)),
            .. network.Clinics.SelectMany(c =>
                Sound(c, "allowed", c.Allowed)
                    .Concat(Sound(c, "preferred", c.Preferred))
                    .Concat(WithinHubs(c, index))
            ),
        ];

    private static IEnumerable<Finding> OfHub(Hub hub) =>
        [
            .. Sound(hub, "hours", hub.Hours),
            .. hub.Rooms.SelectMany(room =>
                Sound(room, "hours", room.Hours).Concat(Inside(room, "hours", room.Hours, [hub]))
            ),
        ];

    /// <summary>A clinic's allowed times must be possible at one of its hubs at least.</summary>
    private static IEnumerable<Finding> WithinHubs(Clinic clinic, NetworkIndex index)
    {
        var hubs = index.HubsOf(clinic);
        return hubs.IsEmpty ? [] : Inside(clinic, "allowed", clinic.Allowed, hubs);
    }

    private static IEnumerable<Finding> Inside(
        object subject,
        string property,
        ImmutableArray<WeeklyWindow> windows,
        ImmutableArray<Hub> hubs
    ) =>
        windows
            .Where(w => !hubs.Any(hub => On(w.Day, hub.Hours).Covers(w.Window)))
            .Select(w => new Finding(
                subject,
                property,
                Text(w),
                $"'{Text(w)}' is outside the hours of {string.Join(", ", hubs.Select(h => $"{h.Id} ({OnDay(w.Day, h.Hours)})"))}"
            ));

    private static IEnumerable<Finding> Sound(
        object subject,
        string property,
        ImmutableArray<WeeklyWindow> windows
    )
    {
        for (var i = 0; i < windows.Length; i++)
        {
            var window = windows[i];
            if (!IsOnGrid(window.Window.Start) || !IsOnGrid(window.Window.End))
                yield return new Finding(
                    subject,
                    property,
                    Text(window),
                    $"'{Text(window)}' does not start and end on a multiple of five minutes"
                );
            foreach (var earlier in windows.Take(i))
                if (earlier.Day == window.Day && earlier.Window.Overlaps(window.Window))
                    yield return new Finding(
                        subject,
                        property,
                        Text(window),
                        $"'{Text(window)}' overlaps '{Text(earlier)}': write them as one"
                    );
        }
    }

    internal static WindowSet On(DayOfWeek day, ImmutableArray<WeeklyWindow> windows) =>
        WindowSet.Of(windows.Where(w => w.Day == day).Select(w => w.Window));

    private static string OnDay(DayOfWeek day, ImmutableArray<WeeklyWindow> windows)
    {
        var open = On(day, windows);
        return open.IsEmpty ? $"closed on {day}" : $"{open}";
    }

    private static bool IsOnGrid(TimeOnly time) => time.Ticks % DurationCheck.Grid.Ticks == 0;

    private static string Text(WeeklyWindow window) => WindowText.Write([window])[0];
}
