using System.Collections.Immutable;
using System.Globalization;
using Hubs.Model;

namespace Hubs.Web.Pages.Shared;

/// <summary>Rooms downwards, time across. Columns are five minutes, counted from <see cref="FirstHour"/>.</summary>
public sealed record Timeline(
    string Label,
    int FirstHour,
    int Hours,
    ImmutableArray<TimelineRow> Rows
)
{
    private const int MinutesPerColumn = 5;

    /// <summary>Sessions can be picked up and moved; the page brings what answers that.</summary>
    public bool CanMove { get; init; }

    /// <summary>Where a session's own page is; null where it has none.</summary>
    public Func<Session, string>? PathOf { get; init; }

    public static Timeline Of(
        string label,
        Hub hub,
        DateOnly date,
        IEnumerable<Session> sessions,
        IEnumerable<Service> services
    )
    {
        var categories = services.ToDictionary(service => service.Id, service => service.Category);
        var byRoom = sessions
            .OrderBy(session => session.Window.Start)
            .ToLookup(session => session.Room);
        var open = hub.OpenOn(date);
        var first = Math.Min(
            Hour(open.Select(w => w.Start), 8),
            Hour(byRoom.SelectMany(r => r).Select(s => s.RoomWindow.Start), 8)
        );
        var last = Math.Max(
            Hour(open.Select(w => w.End.Add(TimeSpan.FromMinutes(59))), 18, latest: true),
            Hour(
                byRoom
                    .SelectMany(r => r)
                    .Select(s => s.RoomWindow.End.Add(TimeSpan.FromMinutes(59))),
                18,
                latest: true
            )
        );
        return new Timeline(
            label,
            first,
            Math.Max(1, last - first),
            [
                .. hub.Rooms.Select(room => new TimelineRow(
                    room.Id,
                    room.Name,
                    [
                        .. byRoom[room.Id]
                            .Select(session => new TimelineCell(
                                session,
                                categories[session.Service]
                            )),
                    ]
                )),
            ]
        );
    }

    /// <summary>The classes that put a stretch of time in its columns.</summary>
    public string Place(TimeOnly start, TimeOnly end)
    {
        var from = (int)(start - new TimeOnly(FirstHour, 0)).TotalMinutes / MinutesPerColumn;
        var span = Math.Max(1, (int)(end - start).TotalMinutes / MinutesPerColumn);
        return string.Create(CultureInfo.InvariantCulture, $"app-from-{from} app-for-{span}");
    }

    private static int Hour(IEnumerable<TimeOnly> times, int otherwise, bool latest = false) =>
        times.Select(time => (int?)time.Hour).DefaultIfEmpty(null) is var hours
        && hours.Any(h => h is not null)
            ? (latest ? hours.Max() : hours.Min())!.Value
            : otherwise;
}

public sealed record TimelineRow(RoomId Id, string Room, ImmutableArray<TimelineCell> Cells);

public sealed record TimelineCell(Session Session, ServiceCategory Category)
{
    public string CategoryClass => $"app-category-{Category.ToString().ToLowerInvariant()}";

    public string Who =>
        Session.ClinicianNames.IsEmpty ? "no clinician" : string.Join(", ", Session.ClinicianNames);
}
