using System.Collections.Immutable;
using Hubs.Model.Tests.Diaries;

namespace Hubs.Model.Tests.Clinics;

/// <summary>Dr Ade wants an hour of ultrasound at Tilbury, in a consulting room, on that Tuesday (see <see cref="TuesdayAtTilbury"/>).</summary>
public class SessionOffersTests
{
    private static readonly ClinicianId s_ade = new("ade");
    private static readonly HubId s_grays = new("grays");
    private readonly TuesdayAtTilbury _day = TuesdayAtTilbury.WithBloodTests();
    private ImmutableArray<DayClaim> _claims = [];

    [Fact]
    public void Offers_AreTheRoomsThatSuit_EarliestFirst_AndCanBePlaced()
    {
        var list = Find("09:00", "11:00");

        Assert.Null(list.Refusal);
        Assert.Equal("c2 09:00-10:00", Told(list.Offers[0]));
        Assert.All(
            list.Offers,
            offer =>
                Assert.Null(
                    _day.Diary.Decide(
                        new PlaceSession(_day.Info(), offer.Day, offer.Session),
                        _day.Now
                    ).Refusal
                )
        );
    }

    [Fact]
    public void NoRoom_NamesWhatIsInTheWay_AndTheNearestTime()
    {
        _day.Publish(
            TuesdayAtTilbury.Session("s1", "c1", "09:00", "10:00"),
            TuesdayAtTilbury.Session("s2", "c2", "09:00", "10:00")
        );

        var list = Find("09:00", "10:00");

        Assert.Empty(list.Offers);
        Assert.Equal("room-taken", list.Refusal!.Code);
        Assert.Equal("c2 10:00-11:00", Told(list.Nearest[0]));
    }

    [Fact]
    public void NoMachineLeft_IsTheReason()
    {
        _day.Publish(
            TuesdayAtTilbury.Session("s1", "a", "09:00", "10:00") with
            {
                Equipment = [new(TuesdayAtTilbury.Ultrasound, 2)],
            }
        );

        Assert.Equal("equipment-short", Find("09:00", "10:00").Refusal!.Code);
    }

    [Fact]
    public void ClinicianElsewhere_IsTheReason_AndTheNearestTimeLeavesRoomToTravel()
    {
        _claims =
        [
            new DayClaim(
                new("other"),
                s_grays,
                TuesdayAtTilbury.Date,
                TuesdayAtTilbury.Window("09:00", "10:00"),
                true,
                default
            ),
        ];

        var list = Find("09:00", "10:00");

        Assert.Equal("clinician-elsewhere", list.Refusal!.Code);
        // Although no diary of Grays was looked at.
        Assert.Contains(
            "at Grays Central 09:00-10:00",
            list.Refusal.Sentence,
            StringComparison.Ordinal
        );
        Assert.Equal("c1 10:30-11:30", Told(list.Nearest[0]));
    }

    [Fact]
    public void ClinicianWhoDoesNotRunTheService_IsTheReason() =>
        Assert.Equal("clinician-not-competent", Find("09:00", "10:00", "podiatry").Refusal!.Code);

    [Fact]
    public void TimeThatIsOver_IsTheReason()
    {
        _day.At(TuesdayAtTilbury.At("12:00"));

        Assert.Equal("session-in-the-past", Find("09:00", "10:00").Refusal!.Code);
    }

    private static Hub Named(HubId id, string name) =>
        new()
        {
            Id = id,
            Name = name,
            Address = new Address("", "", ""),
        };

    private static string Told(SessionOffer offer) =>
        $"{offer.Session.Room} {offer.Session.Window}";

    private SessionOfferList Find(string from, string to, string service = "scans") =>
        SessionOffers.For(
            new SessionWish
            {
                Id = new("new"),
                Service = new Service
                {
                    Id = new(service),
                    Name = "Scans",
                    PublicName = "Clinic",
                    Category = ServiceCategory.Outpatient,
                    SlotLength = TimeSpan.FromMinutes(20),
                    Room = new RoomNeed { Types = [RoomType.Consulting] },
                    Equipment = [new(TuesdayAtTilbury.Ultrasound, 1)],
                },
                Date = TuesdayAtTilbury.Date,
                Within = TuesdayAtTilbury.Window(from, to),
                Length = TimeSpan.FromHours(1),
                Clinicians = [s_ade],
                Organisation = new("nelft"),
                Hub = TuesdayAtTilbury.Tilbury,
            },
            [new HubDiary(TuesdayAtTilbury.Day, _day.Diary)],
            ImmutableDictionary<ClinicianId, ClinicianDays>.Empty.Add(
                s_ade,
                new ClinicianDays(
                    new Clinician
                    {
                        Id = s_ade,
                        Name = "Dr Ade",
                        Role = "Sonographer",
                        Organisation = new("nelft"),
                        Competences = [new("scans")],
                        HomeHub = TuesdayAtTilbury.Tilbury,
                        Hubs = [s_grays],
                        Availability =
                        [
                            new(DayOfWeek.Tuesday, TuesdayAtTilbury.Window("08:00", "18:00")),
                        ],
                    },
                    _claims
                )
            ),
            new Network
            {
                Hubs =
                [
                    Named(TuesdayAtTilbury.Tilbury, "Tilbury"),
                    Named(s_grays, "Grays Central"),
                ],
                Travel = [new(TuesdayAtTilbury.Tilbury, s_grays, TimeSpan.FromMinutes(30))],
            },
            _day.Now
        );
}
