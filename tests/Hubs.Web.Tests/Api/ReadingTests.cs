using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Hubs.Web.Tests.Running;

namespace Hubs.Web.Tests.Api;

public sealed class ReadingTests : IDisposable
{
    private readonly HubsWeb web = new();

    public ReadingTests() => web.Grains.Today.With(SampleDay.BloodTests, SampleDay.Supervision);

    public void Dispose() => web.Dispose();

    [Theory]
    [InlineData("/api/v1/hubs")]
    [InlineData("/api/v1/hubs/tilbury")]
    [InlineData("/api/v1/services")]
    [InlineData("/api/v1/clinicians")]
    [InlineData("/api/v1/hubs/tilbury/diaries/2026-11-24")]
    public async Task Read_ByWhoHasItAlready_Is304(string path)
    {
        var client = web.As("receptionist");
        var first = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task Day_AfterAChange_HasAnotherTag()
    {
        var client = web.As("receptionist");
        var before = (await client.GetAsync("/api/v1/hubs/tilbury/diaries/2026-11-24"))
            .Headers
            .ETag;
        await client.PostAsJsonAsync(
            "/api/v1/hubs/tilbury/diaries/2026-11-24/rooms/tilbury-bay-1/state",
            new { state = "needs-cleaning" }
        );
        Assert.NotEqual(
            before,
            (await client.GetAsync("/api/v1/hubs/tilbury/diaries/2026-11-24")).Headers.ETag
        );
    }

    [Theory]
    [InlineData("/api/v1/hubs/nowhere")]
    [InlineData("/api/v1/hubs/nowhere/diaries/2026-11-24")]
    [InlineData("/api/v1/hubs/tilbury/diaries/1999-01-01")]
    [InlineData("/api/v1/clinicians/nobody")]
    [InlineData("/api/v1/appointments/tilbury.20261124.aaaaaaaa")]
    [InlineData("/api/v1/appointments/nonsense")]
    [InlineData("/api/v1/appointments?reference=AAAA-AAAA")]
    [InlineData("/api/v1/nowhere")]
    public async Task Read_OfSomethingUnknown_Is404AsProblem(string path)
    {
        var response = await web.As("receptionist").GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Appointment_FoundByReference_ShowsTheResidentToReceptionOnly()
    {
        var reception = web.As("receptionist");
        var booked = await reception.PostAsJsonAsync(
            "/api/v1/appointments",
            new
            {
                hub = "tilbury",
                date = "2026-11-24",
                session = "s-bloods",
                start = "10:00",
                service = "blood-test",
                resident = new { name = "Rose Larkin", contact = "07700 900123" },
            }
        );
        var reference = (await booked.Content.ReadFromJsonAsync<JsonElement>())
            .GetProperty("reference")
            .GetString();
        var path = $"/api/v1/appointments?reference={reference!.ToLowerInvariant()}";
        var found = await reception.GetFromJsonAsync<JsonElement>(path);
        Assert.Equal("Rose Larkin", found.GetProperty("resident").GetProperty("name").GetString());
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await web.As("clinician").GetAsync(path)).StatusCode
        );
    }

    [Fact]
    public async Task Description_IsOpenApi31_WithEveryCommandsKey()
    {
        var document = await web.As("resident").GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        Assert.StartsWith(
            "3.1",
            document.GetProperty("openapi").GetString(),
            StringComparison.Ordinal
        );
        var paths = document.GetProperty("paths");
        var book = paths.GetProperty("/api/v1/appointments").GetProperty("post");
        Assert.Contains(
            book.GetProperty("parameters").EnumerateArray(),
            p => p.GetProperty("name").GetString() == "Idempotency-Key"
        );
        Assert.True(
            book.GetProperty("requestBody")
                .GetProperty("content")
                .TryGetProperty("application/json", out _)
        );
        foreach (
            var path in new[]
            {
                "/api/v1/slots",
                "/api/v1/holds",
                "/api/v1/walk-ins",
                "/api/v1/sessions",
                "/api/v1/plans",
                "/api/v1/plans/{week}/publish",
                "/api/v1/appointments/{id}/did-not-attend",
            }
        )
            Assert.True(paths.TryGetProperty(path, out _), path);
    }
}
