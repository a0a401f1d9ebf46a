using Hubs.Model;

namespace Hubs.Web.Tests.Running;

/// <summary>The week of Tuesday 24 November 2026, with the sample day's two sessions and one without a place.</summary>
public static class SamplePlan
{
    public static readonly IsoWeek Week = new(2026, 48);

    public static Plan Plan { get; } =
        new()
        {
            Week = Week,
            Sessions = [SampleDay.BloodTests, SampleDay.Supervision],
            Unplaced =
            [
                new UnplacedSession(
                    new SessionId("s-nowhere"),
                    new ClinicId("clinic"),
                    "Foot clinic",
                    4,
                    [new UnplacedReason("room-clash", 3, "Every treatment room is taken")]
                ),
            ],
            Scores =
            [
                new RuleScore("room-clash", true, 0, 0, 0, "No room holds two sessions at once"),
                new RuleScore("unplaced", false, 1, 400, 800, "1 wanted session has no place"),
                new RuleScore("spread", false, 2, 5, 10, "2 clinics are on fewer days than asked"),
            ],
            Trail = [new(0.3, 1400, 1), new(0.6, 900, 2), new(1, 810, 2)],
        };

    /// <summary>The same week with the blood tests later and a better score.</summary>
    public static Plan Other { get; } =
        Plan with
        {
            Sessions =
            [
                SampleDay.Supervision,
                SampleDay.BloodTests with
                {
                    Window = new TimeWindow(new TimeOnly(14, 0), new TimeOnly(15, 0)),
                },
            ],
            Scores = [Plan.Scores[0], Plan.Scores[1]],
        };

    public static PlaceVerdict Free(SessionId session, SessionPlace place) =>
        new()
        {
            Session = session,
            Name = "Phlebotomy",
            Place = place with { Clinicians = [SampleNetwork.Nurse] },
            CostChange = -2.5,
            Changes = [new RuleChange("spread", -2.5, "Each clinic is on as many weekdays")],
        };

    public static PlaceVerdict Taken(SessionId session, SessionPlace place) =>
        Free(session, place) with
        {
            Objections =
            [
                new PlaceObjection(
                    "room-clash",
                    "Treatment 1 has Supervision of counsellors from 10:00 to 11:00",
                    [SampleDay.Supervision.Id]
                ),
            ],
            Moves =
            [
                new SessionMove(
                    SampleDay.Supervision.Id,
                    "Supervision of counsellors",
                    SessionPlace.Of(SampleDay.Supervision),
                    SessionPlace.Of(SampleDay.Supervision) with
                    {
                        Start = new TimeOnly(12, 0),
                    },
                    "Supervision of counsellors goes to 12:00"
                ),
            ],
        };

    public static PlaceVerdict Forbidden(SessionId session, SessionPlace place) =>
        Free(session, place) with
        {
            Objections = [new PlaceObjection("room-open", "The hub is closed then", [])],
            CostChange = null,
            Changes = [],
        };
}
