using Hubs.Model;

namespace Hubs.Web.Tests.Running;

/// <summary>Tuesday 24 November 2026 at Tilbury.</summary>
public static class SampleDay
{
    public static readonly DateOnly Tuesday = new(2026, 11, 24);
    public static readonly SessionId Bloods = new("s-bloods");

    /// <summary>Blood tests in Bay 1 from 10:00 to 11:00, six slots of ten minutes.</summary>
    public static Session BloodTests { get; } =
        new()
        {
            Id = Bloods,
            Service = SampleNetwork.BloodTest,
            ServiceName = "Phlebotomy",
            PublicName = "Blood tests",
            Organisation = SampleNetwork.Trust,
            Hub = SampleNetwork.Tilbury,
            Room = SampleNetwork.Bay,
            Date = Tuesday,
            Window = new TimeWindow(new TimeOnly(10, 0), new TimeOnly(11, 0)),
            Clinicians = [SampleNetwork.Nurse],
            ClinicianNames = ["Ama Boateng"],
            SlotLength = TimeSpan.FromMinutes(10),
        };

    /// <summary>A meeting that residents must not read about.</summary>
    public static Session Supervision { get; } =
        BloodTests with
        {
            Id = new SessionId("s-supervision"),
            Service = SampleNetwork.Supervision,
            ServiceName = "Supervision of counsellors",
            PublicName = "Meeting",
            Room = SampleNetwork.Treatment,
            SlotLength = TimeSpan.FromMinutes(60),
            IsPublic = false,
        };
}
