using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Web.Feeds.ICalendar;

/// <summary>
/// Published days as calendars: pure, from boards. A session that was moved stands in several diaries (cancelled where it was); here it
/// is one event, whose sequence counts the changes in all of them, so that it never falls.
/// </summary>
public sealed class SessionCalendars(Network network, ImmutableArray<Board> boards)
{
    // Any name will do as long as it never changes: it makes the ids of sessions unique among everybody's calendars.
    private const string UidDomain = "integrated-hubs";

    /// <summary>What is on at a hub, for everybody.</summary>
    public CalendarFeed OfHub(Hub hub) =>
        new(
            $"{hub.Name}: what's on",
            $"Sessions open to the public at {hub.Name}.",
            Events(
                boards.Where(board => board.Hub == hub.Id),
                session => session.IsPublic,
                PublicEvent
            )
        );

    /// <summary>Where and when a service runs, for everybody.</summary>
    public CalendarFeed OfService(Service service) =>
        new(
            $"{service.PublicName}: where and when",
            service.Description,
            Events(
                boards,
                session => session.IsPublic && session.Service == service.Id,
                PublicEvent
            )
        );

    /// <summary>One clinician's sessions at every hub, with staff names: not for the public.</summary>
    public CalendarFeed OfClinician(Clinician clinician) =>
        new(
            $"Sessions of {clinician.Name}",
            "Your sessions at the hubs.",
            Events(boards, session => session.Clinicians.Contains(clinician.Id), StaffEvent)
        );

    private static ImmutableArray<CalendarEvent> Events(
        IEnumerable<Board> boards,
        Func<BoardSession, bool> belongs,
        Func<Board, BoardSession, CalendarEvent> write
    ) =>
        [
            .. boards
                .SelectMany(board => board.Sessions.Where(belongs).Select(row => (board, row)))
                .GroupBy(entry => entry.row.Id)
                .Select(entries =>
                {
                    var newest = entries
                        .OrderBy(entry => entry.row.IsCancelled)
                        .ThenByDescending(entry => entry.row.ChangedAt)
                        .First();
                    return write(newest.board, newest.row) with
                    {
                        Sequence = entries.Sum(entry => entry.row.Sequence + 1) - 1,
                    };
                })
                .OrderBy(item => item.Date)
                .ThenBy(item => item.Window.Start)
                .ThenBy(item => item.Uid, StringComparer.Ordinal),
        ];

    private CalendarEvent PublicEvent(Board board, BoardSession session) =>
        Event(board, session) with
        {
            Summary = session.PublicName,
            Description = FindService(session)?.Description ?? "",
        };

    private CalendarEvent StaffEvent(Board board, BoardSession session) =>
        Event(board, session) with
        {
            Summary = session.ServiceName,
            Description =
                session.ClinicianNames.Length > 1
                    ? $"With {string.Join(", ", session.ClinicianNames)}"
                    : "",
        };

    private CalendarEvent Event(Board board, BoardSession session) =>
        new()
        {
            Uid = $"{session.Id}@{UidDomain}",
            Sequence = session.Sequence,
            ChangedAt = session.ChangedAt,
            Date = board.Date,
            Window = session.Window,
            Summary = session.PublicName,
            Location = Location(board, session),
            Categories = FindService(session) is { } service ? [Words(service.Category)] : [],
            IsCancelled = session.IsCancelled,
        };

    private string Location(Board board, BoardSession session) =>
        network.Hubs.FirstOrDefault(hub => hub.Id == board.Hub)?.Address is { } at
            ? $"{session.RoomName}, {board.HubName}, {at.Line1}, {at.Town} {at.Postcode}"
            : $"{session.RoomName}, {board.HubName}";

    private Service? FindService(BoardSession session) =>
        network.Services.FirstOrDefault(service => service.Id == session.Service);

    private static string Words(ServiceCategory category) =>
        category switch
        {
            ServiceCategory.Gp => "GP",
            ServiceCategory.MentalHealth => "Mental health",
            _ => category.ToString(),
        };
}
