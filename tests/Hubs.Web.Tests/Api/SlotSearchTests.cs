using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hubs.Model;
using Hubs.Web.Tests.Running;

namespace Hubs.Web.Tests.Api;

public sealed class SlotSearchTests : IDisposable
{
    private readonly HubsWeb web = new();

    public SlotSearchTests()
    {
        web.Grains.Today.With(SampleDay.BloodTests, SampleDay.Supervision);
        web.Grains.Diary("corringham", SampleDay.Tuesday.AddDays(2))
            .With(
                SampleDay.BloodTests with
                {
                    Hub = SampleNetwork.Corringham,
                    Date = SampleDay.Tuesday.AddDays(2),
                    Room = new RoomId("corringham-bay-1"),
                }
            );
    }

    public void Dispose() => web.Dispose();

    [Fact]
    public async Task Search_FreeSlots_SoonestFirstOverAllHubs_WithOffset()
    {
        var slots = await Search("service=blood-test");
        Assert.Equal(12, slots.Length);
        Assert.Equal("2026-11-24T10:00:00+00:00", slots[0].GetProperty("start").GetString());
        Assert.Equal("tilbury-bay-1", slots[0].GetProperty("room").GetString());
        Assert.Equal("corringham", slots[^1].GetProperty("hub").GetString());
        Assert.Equal(1, slots[0].GetProperty("free").GetInt32());
    }

    [Theory]
    [InlineData("hub=corringham", 6)]
    [InlineData("days=1", 6)]
    [InlineData("from=2026-11-25", 6)]
    [InlineData("days=1&after=10:20", 4)]
    [InlineData("days=1&before=10:25", 2)]
    [InlineData("limit=3", 3)]
    [InlineData("needs=step-free,induction-loop", 12)]
    [InlineData("needs=hoist", 0)]
    public async Task Search_Narrowed_FindsOnlyThat(string query, int expected) =>
        Assert.Equal(expected, (await Search($"service=blood-test&{query}")).Length);

    [Fact]
    public async Task Search_Repeated_HasTheSameTag_UntilWhatItShowsChanges()
    {
        using var caller = web.As("receptionist");
        const string Path = "/api/v1/slots?service=blood-test&days=1";
        var tag = (await caller.GetAsync(Path)).Headers.ETag!;
        Assert.Equal(HttpStatusCode.NotModified, (await WithTag(tag)).StatusCode);

        await web
            .Grains.Diary("corringham", SampleDay.Tuesday.AddDays(2))
            .Book(BookingAt("10:00", "elsewhere"));
        Assert.Equal(HttpStatusCode.NotModified, (await WithTag(tag)).StatusCode);

        var booked = await caller.PostAsJsonAsync(
            "/api/v1/appointments",
            new
            {
                hub = "tilbury",
                date = "2026-11-24",
                session = "s-bloods",
                start = "10:00",
                service = "blood-test",
                resident = new { name = "Alex Example", contact = "01375 000000" },
            }
        );
        Assert.Equal(HttpStatusCode.Created, booked.StatusCode);
        var after = await WithTag(tag);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal(5, (await after.Content.ReadFromJsonAsync<JsonElement[]>())!.Length);

        async Task<HttpResponseMessage> WithTag(System.Net.Http.Headers.EntityTagHeaderValue known)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Path);
            request.Headers.IfNoneMatch.Add(known);
            return await caller.SendAsync(request);
        }
    }

    [Fact]
    public async Task Search_RightAfterEachOfManyBookings_NeverShowsWhatTheCallerBooked()
    {
        using var caller = web.As("receptionist");
        foreach (var start in new[] { "10:00", "10:10", "10:20", "10:30", "10:40", "10:50" })
        {
            Assert.NotEmpty(await Search("service=blood-test&days=1"));
            await caller.PostAsJsonAsync(
                "/api/v1/appointments",
                new
                {
                    hub = "tilbury",
                    date = "2026-11-24",
                    session = "s-bloods",
                    start,
                    service = "blood-test",
                    resident = new { name = "Alex Example", contact = "01375 000000" },
                }
            );
            Assert.DoesNotContain(
                await Search("service=blood-test&days=1"),
                slot =>
                    slot.GetProperty("start")
                        .GetString()!
                        .Contains($"T{start}:", StringComparison.Ordinal)
            );
        }
    }

    private static BookAppointment BookingAt(string start, string key) =>
        new(
            new CommandInfo(new CommandId(key), "f", new Actor(Role.Receptionist, "test")),
            SampleDay.Bloods,
            TimeOnly.Parse(start, CultureInfo.InvariantCulture),
            SampleNetwork.BloodTest,
            new SealedDetails(new ResidentId("r-1"), "sealed"),
            []
        );

    [Fact]
    public async Task Search_AfterABooking_NoLongerFindsTheSlot()
    {
        await Search("service=blood-test");
        await web.As("receptionist")
            .PostAsJsonAsync(
                "/api/v1/holds",
                new
                {
                    hub = "tilbury",
                    date = "2026-11-24",
                    session = "s-bloods",
                    start = "10:00",
                }
            );
        var watched = new TaskCompletionSource();
        // The index follows a moment later: every change of the board wakes whoever waits for it.
        using (
            web.Boards.Subscribe(
                new DiaryKey(SampleNetwork.Tilbury, SampleDay.Tuesday),
                () => watched.TrySetResult()
            )
        )
        {
            await web.As("receptionist")
                .PostAsJsonAsync(
                    "/api/v1/holds",
                    new
                    {
                        hub = "tilbury",
                        date = "2026-11-24",
                        session = "s-bloods",
                        start = "10:10",
                    }
                );
            await watched.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
        var starts = (await Search("service=blood-test&days=1")).Select(slot =>
            slot.GetProperty("start").GetString()
        );
        Assert.DoesNotContain("2026-11-24T10:00:00+00:00", starts);
    }

    [Fact]
    public async Task Search_ByAResident_KeepsInternalSessionsOut()
    {
        Assert.Single(await Search("service=supervision"));
        Assert.Empty(await Search("service=supervision", "resident"));
    }

    [Fact]
    public async Task Search_ManyBadParameters_Is400NamingEach()
    {
        var response = await web.As("resident")
            .GetAsync("/api/v1/slots?from=tomorrow&days=15&limit=0&after=9&before=noon");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty(
            "errors"
        );
        Assert.Equal(
            ["after", "before", "days", "from", "limit", "service"],
            errors.EnumerateObject().Select(e => e.Name).Order()
        );
    }

    [Theory]
    [InlineData("service=nonsense")]
    [InlineData("service=blood-test&hub=nowhere")]
    public async Task Search_UnknownIds_Are404(string query) =>
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await web.As("resident").GetAsync($"/api/v1/slots?{query}")).StatusCode
        );

    private async Task<JsonElement[]> Search(string query, string role = "receptionist") =>
        (await web.As(role).GetFromJsonAsync<JsonElement[]>($"/api/v1/slots?{query}"))!;
}
