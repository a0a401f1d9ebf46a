using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>A session is on its fixed date, inside its clinic's allowed windows, and starts on one of its steps.</summary>
internal static class AllowedTimes
{
    public const string Id = "allowed-times";

    /// <summary>The clinic's own windows on a date, or the hours of its hubs where it has none.</summary>
    public static IEnumerable<TimeWindow> Windows(Network network, Clinic clinic, DateOnly date) =>
        clinic.Allowed.IsEmpty
            ? network
                .Hubs.Where(hub => clinic.Hubs.IsEmpty || clinic.Hubs.Contains(hub.Id))
                .SelectMany(hub => hub.OpenOn(date))
                .Distinct()
            : clinic.Allowed.Where(w => w.Day == date.DayOfWeek).Select(w => w.Window);

    /// <summary>Steps are counted from midnight, so from the hour for steps that divide one, or from the start of a window.</summary>
    public static bool MayStart(IEnumerable<TimeWindow> windows, int minute, int every) =>
        minute % every == 0
        || windows.Any(window =>
            minute >= TimeGrid.Minutes(window.Start)
            && minute < TimeGrid.EndMinutes(window.End)
            && (minute - TimeGrid.Minutes(window.Start)) % every == 0
        );

    public static bool Allows(Network network, Clinic clinic, DateOnly date, TimeWindow window)
    {
        var windows = Windows(network, clinic, date).ToArray();
        return RoomOpen.IsInside(window, windows)
            && MayStart(
                windows,
                TimeGrid.Minutes(window.Start),
                Math.Max(5, (int)clinic.StartEvery.TotalMinutes)
            );
    }
}
